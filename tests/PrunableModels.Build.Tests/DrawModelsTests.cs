using System.Reflection;
using System.Reflection.Emit;
using PrunableModels.Build;

namespace PrunableModels.Build.Tests
{
    public sealed class DrawModelsTests : IDisposable
    {
        private const string Mlp = """
            class Samples.Mlp {
              field Module "fc1" = new Linear(inputSize: 12, outputSize: 16)
              field Module "fc2" = new Linear(inputSize: 16, outputSize: 4)
              method forward(x) {
                return call this.fc2(functional.relu(call this.fc1(x)))
              }
            }
            """;

        private readonly TemporaryFolder folder = new();
        private readonly BuildEngineFake engine = new();

        public void Dispose() => folder.Dispose();

        [Fact]
        public void Every_model_is_drawn_in_both_languages()
        {
            string[] pictures = [.. Draw(Mlp, Mlp.Replace("Samples.Mlp", "\"Samples.Outer+Inner\"")).Select(path => Path.GetFileName(path))];

            Assert.Equal(["Samples.Mlp.dot", "Samples.Mlp.mmd", "Samples.Outer.Inner.dot", "Samples.Outer.Inner.mmd"], pictures);
            Assert.Contains("fc1 / Linear 12 -> 16", File.ReadAllText(folder.Combine("graphs/Samples.Mlp.dot")));
            Assert.StartsWith("flowchart TD", File.ReadAllText(folder.Combine("graphs/Samples.Mlp.mmd")));
            Assert.Equal(4, engine.Messages.Count);
            Assert.Empty(engine.WarningCodes);
        }

        [Fact]
        public void A_size_that_only_the_caller_of_the_constructor_knows_is_a_symbol()
        {
            Draw("""
                class Open {
                  field Module "fc"
                  constructor(width) {
                    this.fc = new Linear(inputSize: width, outputSize: 4)
                  }
                  method forward(x) {
                    return call this.fc(x)
                  }
                }
                """);

            Assert.Contains("Linear width -> 4", File.ReadAllText(folder.Combine("graphs/Open.dot")));
        }

        [Fact]
        public void The_second_time_nothing_is_written_or_said()
        {
            Draw(Mlp);
            engine.Messages.Clear();

            Assert.Equal(2, Draw(Mlp).Length);
            Assert.Empty(engine.Messages);
        }

        [Fact]
        public void An_assembly_without_models_gives_nothing() => Assert.Empty(Draw());

        [Fact]
        public void A_model_that_cannot_be_understood_is_left_out_with_a_warning()
        {
            Assert.Equal(2, Draw("class Empty { }", "no program", Mlp).Length);
            Assert.Equal(["PRUNEB003", "PRUNEB003"], engine.WarningCodes);
        }

        [Theory]
        [InlineData("no assembly")]
        [InlineData("")]
        public void A_file_that_cannot_be_read_gives_a_warning(string content)
        {
            var task = new DrawModels { BuildEngine = engine, Assembly = folder.Write("broken.dll", System.Text.Encoding.ASCII.GetBytes(content)), Folder = folder.Combine("graphs") };

            Assert.True(task.Execute());
            Assert.Equal(["PRUNEB003"], engine.WarningCodes);
        }

        private string[] Draw(params string[] programs)
        {
            var task = new DrawModels { BuildEngine = engine, Assembly = folder.Combine("Models.dll"), Folder = folder.Combine("graphs") };
            Publish(programs, task.Assembly);
            Assert.True(task.Execute());
            return task.Pictures;
        }

        private static void Publish(string[] programs, string path)
        {
            var assembly = new PersistedAssemblyBuilder(new("Models"), typeof(object).Assembly);
            var module = assembly.DefineDynamicModule("Models");
            foreach (var (program, number) in programs.Select((p, i) => (p, i)))
            {
                var type = module.DefineType($"Model{number}");
                type.SetCustomAttribute(new(typeof(PrunableProgramAttribute).GetConstructors().Single(), [program]));
                type.CreateType();
            }

            assembly.Save(path);
        }
    }
}

namespace PrunableModels
{
    /// <summary>By the name of the runtime's attribute, which is all that counts.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    internal sealed class PrunableProgramAttribute(string program) : Attribute
    {
        public string Program { get; } = program;
    }
}
