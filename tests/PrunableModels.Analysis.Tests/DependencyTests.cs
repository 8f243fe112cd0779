using System.Reflection;
using Xunit;

namespace PrunableModels.Analysis.Tests;

public sealed class DependencyTests
{
    [Fact]
    public void Analysis_depends_on_Core_and_the_compiler_alone()
    {
        string[] allowed =
        [
            "netstandard", "PrunableModels.Core", "Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp",
            "System.Collections.Immutable", "System.Reflection.Metadata", "System.Memory",
        ];

        var references = Assembly.Load("PrunableModels.Analysis").GetReferencedAssemblies().Select(assembly => assembly.Name!);

        Assert.Empty(references.Except(allowed));
    }
}
