namespace DaprProcessing.Bench;

/// <summary>What one run measures.</summary>
/// <param name="Build">Folder of this build's programs.</param>
/// <param name="Base">Folder of an earlier publish that takes turns with this build; null for this build alone.</param>
/// <param name="Peers">Tools from npm take part where they can be installed.</param>
/// <param name="Book">A document to read instead of the one made from the samples; null for that.</param>
/// <param name="Smoke">Everything once and briefly: the figures say nothing, but the bench is known to run.</param>
/// <param name="Names">The benches to run; empty for all.</param>
internal sealed record Settings(
    string Build, string? Base, bool Peers, string? Book, bool Smoke, IReadOnlyList<string> Names)
{
    /// <summary>The folders whose programs are measured, this build first.</summary>
    public IReadOnlyList<string> Builds => Base is null ? [Build] : [Build, Base];

    /// <summary>How long a load lasts; shorter where two builds take turns, several times.</summary>
    public TimeSpan LoadTime => TimeSpan.FromSeconds(Smoke ? 1 : Base is null ? 10 : 5);

    /// <summary>How often a load is put on each build.</summary>
    public int LoadRounds => Smoke || Base is null ? 1 : 4;

    /// <summary>How long a platform is left alone before its memory is read.</summary>
    public TimeSpan Settling => TimeSpan.FromSeconds(Smoke ? 1 : 8);

    /// <summary>Reads the command line; says on standard error what is wrong with it.</summary>
    public static Settings? Parse(string[] args, IReadOnlyList<string> known)
    {
        var settings = new Settings(AppContext.BaseDirectory, null, false, null, false, []);
        for (var index = 0; index < args.Length; index++)
        {
            switch (args[index])
            {
                case "--smoke":
                    settings = settings with { Smoke = true };
                    break;
                case "--peers":
                    settings = settings with { Peers = true };
                    break;
                case "--book" when index + 1 < args.Length && File.Exists(args[index + 1]):
                    settings = settings with { Book = Path.GetFullPath(args[++index]) };
                    break;
                case "--build" when IsPublish(args, index + 1):
                    settings = settings with { Build = Path.GetFullPath(args[++index]) };
                    break;
                case "--base" when IsPublish(args, index + 1):
                    settings = settings with { Base = Path.GetFullPath(args[++index]) };
                    break;
                case "--build" or "--base":
                    var folder = args.ElementAtOrDefault(index + 1);
                    Console.Error.WriteLine($"bench: {args[index]} takes a folder that holds a publish; '{folder}' does not");
                    return null;
                case var name when known.Contains(name):
                    settings = settings with { Names = [.. settings.Names, name] };
                    break;
                case var unknown:
                    var names = string.Join(' ', known);
                    Console.Error.WriteLine(
                        $"bench: there is no '{unknown}'; there are: {names} --smoke --peers --book FILE --build FOLDER "
                        + "--base FOLDER");
                    return null;
            }
        }

        return settings;
    }

    public int Rounds(int full) => Smoke ? 1 : full;

    private static bool IsPublish(string[] args, int index) =>
        index < args.Length && File.Exists(Path.Combine(args[index], "dapr-processing"));
}
