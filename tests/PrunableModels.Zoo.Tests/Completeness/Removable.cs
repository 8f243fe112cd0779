namespace PrunableModels.Zoo.Tests.Completeness;

/// <summary>A structure that can be removed and is kept.</summary>
/// <param name="Name">The channels or the group.</param>
/// <param name="Words">How it is told, with the reason that the analysis gives where it knows the group.</param>
internal sealed record Removable(string Name, string Words)
{
    private const int Seeds = 3;

    /// <summary>
    /// What was found by the search and at the places of kept groups, as far as it agrees with other parameters and inputs, too, in
    /// evaluation and in training: whatever agrees by chance does not.
    /// </summary>
    public static IReadOnlyList<Removable> Of(ZooModel model, Search search, IEnumerable<(KeptGroup Kept, Verdict Verdict)> kept) =>
    [
        .. search.Found.Where(t => Agrees(model, s => t.On(s).Run(s).Verdict)).Select(t => new Removable(t.ToString(), t.ToString())),
        .. kept.Where(k => k.Verdict == Verdict.Agrees && Agrees(model, s => KeptGroups.Try(s).SingleOrDefault(o => o.Kept.Group.Id == k.Kept.Group.Id).Verdict))
            .Select(k => new Removable(k.Kept.Group.Id, $"{k.Kept.Group.Id}, kept because {k.Kept.Reason}")),
    ];

    private static bool Agrees(ZooModel model, Func<Subject, Verdict> verdict) => Enumerable.Range(1, Seeds).All(seed =>
    {
        using var subject = new Subject(model, seed);
        if (verdict(subject) != Verdict.Agrees)
        {
            return false;
        }

        subject.Train();
        return verdict(subject) == Verdict.Agrees;
    });
}
