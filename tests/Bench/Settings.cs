namespace DaprProcessing.Bench;

/// <summary>What one run measures.</summary>
/// <param name="Base">Folder of an earlier publish that takes turns with this build; null for this build alone.</param>
/// <param name="Smoke">Everything once and briefly: the figures say nothing, but the bench is known to run.</param>
/// <param name="Names">The benches to run; empty for all.</param>
internal sealed record Settings(string? Base, bool Smoke, IReadOnlyList<string> Names)
{
    /// <summary>The folders whose programs are measured, this build first.</summary>
    public IReadOnlyList<string> Builds => Base is null ? [AppContext.BaseDirectory] : [AppContext.BaseDirectory, Base];

    /// <summary>How long a load lasts; shorter where two builds take turns, several times.</summary>
    public TimeSpan LoadTime => TimeSpan.FromSeconds(Smoke ? 1 : Base is null ? 10 : 5);

    /// <summary>How often a load is put on each build.</summary>
    public int LoadRounds => Smoke || Base is null ? 1 : 4;

    /// <summary>How long a platform is left alone before its memory is read.</summary>
    public TimeSpan Settling => TimeSpan.FromSeconds(Smoke ? 1 : 8);

    /// <summary>Reads the command line; says on standard error what is wrong with it.</summary>
    public static Settings? Parse(string[] args, IReadOnlyList<string> known)
    {
        var settings = new Settings(null, false, []);
        for (var index = 0; index < args.Length; index++)
        {
            switch (args[index])
            {
                case "--smoke":
                    settings = settings with { Smoke = true };
                    break;
                case "--base" when index + 1 < args.Length && File.Exists(Path.Combine(args[index + 1], "dapr-processing")):
                    settings = settings with { Base = Path.GetFullPath(args[++index]) };
                    break;
                case "--base":
                    Console.Error.WriteLine(
                        $"bench: --base takes a folder that holds a publish; '{args.ElementAtOrDefault(index + 1)}' does not");
                    return null;
                case var name when known.Contains(name):
                    settings = settings with { Names = [.. settings.Names, name] };
                    break;
                case var unknown:
                    Console.Error.WriteLine(
                        $"bench: there is no '{unknown}'; there are: {string.Join(' ', known)} --smoke --base FOLDER");
                    return null;
            }
        }

        return settings;
    }

    public int Rounds(int full) => Smoke ? 1 : full;
}
