namespace DaprProcessing.Engines.Tools;

/// <summary>One run of a program of the system.</summary>
/// <param name="Program">Its name, looked for on the PATH, or its path.</param>
/// <param name="Arguments">As they are: no shell sees them.</param>
public sealed record ToolCall(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>What it reads from standard input.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Wall time; its processor time is bounded by the same.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What it may write to standard output.</summary>
    public long MaxOutputBytes { get; init; } = 64L << 20;

    /// <summary>Private memory it may take.</summary>
    public long MaxMemoryBytes { get; init; } = 1L << 30;

    /// <summary>The largest file it may write.</summary>
    public long MaxFileBytes { get; init; } = 8L << 30;

    /// <summary>Where it is kept to, for one that does what a document says; null for one that does what we say.</summary>
    public ToolBounds? Bounds { get; init; }

    /// <summary>What it is told by its environment, beside its path and its folders.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The Debian package it comes in, for a message where it is missing.</summary>
    public string? Package { get; init; }
}

/// <summary>
/// Where a program is kept to: its folder alone is written to, and nothing is read but that, what is named here and the
/// system's own files; it has no network, and it ends with us, however we end. As far as the kernel can.
/// </summary>
/// <param name="Folder">Where it works; its home, and its place for temporary files.</param>
/// <param name="Readable">Files and folders.</param>
public sealed record ToolBounds(string Folder, IReadOnlyList<string> Readable);

/// <param name="Errors">The end of what it wrote to standard error.</param>
public sealed record ToolResult(int ExitCode, ReadOnlyMemory<byte> Output, string Errors);
