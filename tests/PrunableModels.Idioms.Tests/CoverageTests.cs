using System.Reflection;
using Xunit;

namespace PrunableModels.Idioms.Tests;

/// <summary>Every idiom of the list has a test that says so.</summary>
public sealed class CoverageTests
{
    private static readonly List<(string Row, MethodInfo Test)> Covered = [.. typeof(CoverageTests).Assembly.GetTypes()
        .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        .SelectMany(m => m.GetCustomAttributes<CoversAttribute>().Select(c => (c.Row, m)))];

    [Fact]
    public void Every_idiom_has_a_test() => Assert.Empty(IdiomRows.All.Except(Covered.Select(c => c.Row)));

    [Fact]
    public void Every_test_names_idioms_of_the_list() => Assert.Empty(Covered.Select(c => c.Row).Except(IdiomRows.All));

    [Fact]
    public void What_covers_an_idiom_is_a_test() => Assert.Empty(Covered.Where(c => c.Test.GetCustomAttribute<FactAttribute>() is null).Select(c => c.Test.Name));
}
