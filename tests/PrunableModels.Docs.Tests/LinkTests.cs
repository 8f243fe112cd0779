using Xunit;

namespace PrunableModels.Docs.Tests;

/// <summary>Nothing that a page points to is missing.</summary>
public sealed class LinkTests
{
    public static TheoryData<string> Pages => [.. DocumentPage.All.Select(p => p.File)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_to_a_file_and_a_heading(string file)
    {
        var page = DocumentPage.All.Single(p => p.File == file);

        Assert.All(page.Links, link =>
        {
            var (target, anchor) = link.Split('#') is [var path, var heading] ? (path, heading) : (link, null);
            var found = target.Length == 0 ? page.File : Relative(page, target);
            Assert.True(File.Exists(Repository.PathOf(found)), $"{link}: there is no {found}");
            Assert.True(anchor is null || new DocumentPage(found).Anchors.Contains(anchor), $"{link}: there is no such heading");
        });
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_path_of_the_repository_that_it_names_is_there(string file) => Assert.All(
        DocumentPage.All.Single(p => p.File == file).Paths,
        path => Assert.True(Path.Exists(Repository.PathOf(path)), path));

    [Fact]
    public void The_table_of_contents_names_every_page_of_the_guide() => Assert.Equal(
        DocumentPage.Guide.Select(p => $"{p.Name}.md").Where(name => name != "guide.md"),
        DocumentPage.Guide.Single(p => p.Name == "guide").Links.Where(l => !l.Contains('#', StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Pages_of_the_guide_link_to_pages_beside_them_alone_since_they_are_packed_together() =>
        Assert.DoesNotContain(DocumentPage.Guide.SelectMany(p => p.Links), link => link.Contains('/', StringComparison.Ordinal));

    [Fact]
    public void Every_sample_has_a_page_and_README_names_it() => Assert.Equal(
        Directory.GetDirectories(Repository.PathOf("samples")).Select(folder => $"samples/{Path.GetFileName(folder)}").Order(StringComparer.Ordinal),
        DocumentPage.Samples.Select(p => p.File.Replace("/README.md", "", StringComparison.Ordinal)).Intersect(new DocumentPage("README.md").Paths));

    private static string Relative(DocumentPage page, string target) =>
        Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.PathOf(page.File), "..", target))).Replace('\\', '/');
}
