namespace DaprProcessing.Architecture.Tests.Sources;

/// <summary>
/// A file of exceptions: a path on each line, of a file or of a folder with <c>/</c> at its end, and after a <c>#</c> the reason.
/// An exception that is not used is an offence, too: the list can only shrink.
/// </summary>
internal sealed class AllowList(string name)
{
    private readonly string[] _entries =
    [
        .. Repository.ReadLines($"tests/Architecture.Tests/Sources/{name}")
            .Select(line => line.Split('#')[0].Trim())
            .Where(line => line.Length > 0),
    ];

    /// <summary>Fails with every offence that no entry allows, and every entry that allows none.</summary>
    /// <param name="offences">As <c>path:line: what</c>.</param>
    public void Check(IEnumerable<string> offences)
    {
        var all = offences.ToList();
        var beyond = all.Where(offence => !_entries.Any(entry => Allows(entry, offence)));
        var unused = _entries.Where(entry => !all.Any(offence => Allows(entry, offence)))
            .Select(entry => $"{entry} is clean: take it off {name}");

        Offences.AreNone(beyond.Concat(unused));
    }

    private static bool Allows(string entry, string offence) =>
        offence.StartsWith(entry.EndsWith('/') ? entry : $"{entry}:", StringComparison.Ordinal);
}
