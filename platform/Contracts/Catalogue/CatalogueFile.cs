namespace DaprProcessing.Contracts.Catalogue;

/// <summary><c>catalogue.yaml</c> as it is written.</summary>
internal sealed class CatalogueFile
{
    public required Dictionary<string, ConsumerEntry> Stages { get; set; }

    public required Dictionary<string, ConsumerEntry> Services { get; set; }

    public CompletionEntry Completions { get; set; } = new();

    public required DeadLetterEntry DeadLetters { get; set; }
}

internal sealed class ConsumerEntry
{
    public required string Topic { get; set; }

    public required string Stream { get; set; }

    public required string Group { get; set; }

    /// <summary>What a stage can be asked for: <c>chunks</c> unless said otherwise.</summary>
    public List<string> Roles { get; set; } = [StageRoles.Chunks];

    /// <summary>
    /// By role, the stages of which one has to come before: where it cuts and works, in its phase or an earlier one; where it
    /// gathers, in its phase.
    /// </summary>
    public Dictionary<string, List<string>> Needs { get; set; } = [];

    /// <summary>Names of its results, a folder with its slash; null where they are not known.</summary>
    public List<string>? Makes { get; set; }

    /// <summary>Whether clients of the broker publish on the topic as well.</summary>
    public bool Clients { get; set; }
}

/// <summary>Nothing where the broker has no clients.</summary>
internal sealed class CompletionEntry
{
    public List<string> Topics { get; set; } = [];

    public string Stream { get; set; } = "";
}

internal sealed class DeadLetterEntry
{
    public required string Topic { get; set; }

    public required string Stream { get; set; }
}
