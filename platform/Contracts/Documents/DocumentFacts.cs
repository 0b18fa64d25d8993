using System.Text.Json.Serialization;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.Contracts.Documents;

/// <summary>What a file says of itself beside its pages: in the result under <c>document</c>. What it does not say is
/// null.</summary>
public sealed record DocumentFacts
{
    public string? Title { get; init; }

    public string? Author { get; init; }

    public string? Subject { get; init; }

    public string? Keywords { get; init; }

    /// <summary>The program the document was written with.</summary>
    public string? Creator { get; init; }

    /// <summary>The program that made the file.</summary>
    public string? Producer { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>What the file says that its language is (BCP 47): of a tagged PDF, and of one with XMP or embedded
    /// files.</summary>
    public string? Language { get; init; }

    /// <summary>The properties of its XMP packet, <c>dc:title</c> and the like; several values of one are joined by
    /// "; ".</summary>
    public IReadOnlyDictionary<string, string>? Xmp { get; init; }

    /// <summary>Its bookmarks, in order.</summary>
    public IReadOnlyList<OutlineEntry>? Outline { get; init; }

    /// <summary>The files inside it, in order.</summary>
    public IReadOnlyList<EmbeddedFile>? Attachments { get; init; }

    /// <summary>It is a wrapper around its attachments.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsPortfolio { get; init; }

    public XfaForm? Xfa { get; init; }

    /// <summary>Of an encrypted PDF, also one that opens without a password.</summary>
    public DocumentEncryption? Encryption { get; init; }

    /// <summary>How often the file was saved by adding to it, the first time counted; null where it was written at
    /// once.</summary>
    public int? Revisions { get; init; }

    /// <summary>What a reader of the result should know.</summary>
    public IReadOnlyList<Failure>? Warnings { get; init; }
}

/// <param name="Method"><c>rc4_40</c>, <c>rc4_128</c>, <c>aes_128</c>, <c>aes_256</c> or <c>unknown</c>.</param>
/// <param name="Permissions">What its author lets who opens it do: <c>print</c>, <c>print_high_quality</c>, <c>copy</c>,
/// <c>extract_for_accessibility</c>, <c>modify</c>, <c>annotate</c>, <c>fill_forms</c>, <c>assemble</c>.</param>
public sealed record DocumentEncryption(string Method, IReadOnlyList<string> Permissions);

/// <param name="Level">1 for the highest.</param>
/// <param name="PageNo">Where it leads; null where that is no page of the document.</param>
public sealed record OutlineEntry(string Title, int Level, int? PageNo);

/// <param name="Name">As the document names it; data only, never a path.</param>
public sealed record EmbeddedFile(string Name)
{
    /// <summary>The artifact with its bytes; null where there is none.</summary>
    public string? Artifact { get; init; }

    public long? SizeBytes { get; init; }

    /// <summary>Why there is no artifact.</summary>
    public Failure? Failure { get; init; }
}

/// <summary>A form in Adobe's XML.</summary>
/// <param name="IsDynamic">Readers lay it out themselves: its pages are a placeholder.</param>
/// <param name="Fields">The data of its fields, in order.</param>
public sealed record XfaForm(bool IsDynamic, IReadOnlyList<XfaField> Fields);

/// <param name="Name">The names of the elements around it and its own, with dots.</param>
public sealed record XfaField(string Name, string Value);
