using System.Reflection;
using Xunit;

namespace PrunableModels.Core.Tests;

public sealed class DependencyTests
{
    [Fact]
    public void Core_depends_on_nothing() =>
        Assert.Equal(["netstandard"], Assembly.Load("PrunableModels.Core").GetReferencedAssemblies().Select(assembly => assembly.Name));
}
