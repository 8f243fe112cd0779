using System.Text;

namespace PrunableModels.Typing;

/// <summary>Types a file from its first character to its last, in an editor that closes brackets and quotes and indents lines.</summary>
internal static class Typist
{
    /// <summary>The file after every key.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="from">How much of it is there from the beginning.</param>
    public static IEnumerable<Keystroke> Type(string text, int from = 0)
    {
        var open = new Open();
        var caret = 0;
        while (caret < text.Length)
        {
            // A line comes with its indentation.
            var key = text[caret];
            open.Take(text, caret++);
            while (key == '\n' && caret < text.Length && text[caret] == ' ')
            {
                caret++;
            }

            if (caret > from)
            {
                yield return new($"{text[..caret]}{open.Closing}", caret, key is ';' or '}' or '\n');
            }
        }
    }

    /// <summary>What is open before the caret. What stands inside of verbatim and raw strings may be taken for brackets: then the file is only half typed in another way.</summary>
    private sealed class Open
    {
        private readonly Stack<char> brackets = new();
        private char quote;
        private bool isComment;

        public string Closing
        {
            get
            {
                var closing = new StringBuilder();
                if (quote != default)
                {
                    closing.Append(quote);
                }

                foreach (var bracket in brackets)
                {
                    closing.Append(bracket == '}' ? "\n}" : bracket);
                }

                return closing.ToString();
            }
        }

        public void Take(string text, int at)
        {
            var key = text[at];
            if (key == '\n')
            {
                (isComment, quote) = (false, default);
            }
            else if (quote != default)
            {
                quote = key == quote && text[at - 1] != '\\' ? default : quote;
            }
            else if (!isComment)
            {
                isComment = key == '/' && at > 0 && text[at - 1] == '/';
                Bracket(key);
            }
        }

        private void Bracket(char key)
        {
            switch (key)
            {
                case '"' or '\'':
                    quote = key;
                    break;
                case '{':
                    brackets.Push('}');
                    break;
                case '(':
                    brackets.Push(')');
                    break;
                case '[':
                    brackets.Push(']');
                    break;
                case '}' or ')' or ']' when brackets.Count > 0 && brackets.Peek() == key:
                    brackets.Pop();
                    break;
            }
        }
    }
}
