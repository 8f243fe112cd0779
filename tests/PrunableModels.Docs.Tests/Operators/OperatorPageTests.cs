using Xunit;

namespace PrunableModels.Docs.Tests;

/// <summary>The page of operators is what the table says now.</summary>
public sealed class OperatorPageTests
{
    private const string Page = $"{Repository.Guide}/operators.md";
    private const string Command = "PRUNABLE_WRITE_OPERATORS=1 dotnet run --project tests/PrunableModels.Docs.Tests -- -class '*OperatorPageTests'";

    [Fact]
    public void The_page_of_operators_is_up_to_date()
    {
        var written = OperatorPage.Write();
        if (Environment.GetEnvironmentVariable("PRUNABLE_WRITE_OPERATORS") == "1")
        {
            File.WriteAllText(Repository.PathOf(Page), written);
        }

        Assert.True(written == File.ReadAllText(Repository.PathOf(Page)).ReplaceLineEndings("\n"), $"{Page} is out of date. Write it anew:\n{Command}");
    }

    [Fact]
    public void It_has_a_row_for_every_layer()
    {
        var page = File.ReadAllText(Repository.PathOf(Page));
        var missing = Core.LayerTable.All.Select(l => l.Name).Where(name => !page.Contains($"`{name}`", StringComparison.Ordinal)).ToList();
        Assert.True(missing.Count == 0, string.Join(", ", missing));
    }
}
