using System.Reflection;
using Xunit;

namespace PrunableModels.Core.Tests;

public sealed class DependencyTests
{
    // System.Memory is part of every runtime and of every compiler that loads Core.
    [Fact]
    public void Core_depends_on_nothing() =>
        Assert.Equal(["System.Memory", "netstandard"], Assembly.Load("PrunableModels.Core").GetReferencedAssemblies().Select(assembly => assembly.Name).Order(StringComparer.Ordinal));
}
