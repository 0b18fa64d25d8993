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

    /// <summary>The Debian package it comes in, for a message where it is missing.</summary>
    public string? Package { get; init; }
}

/// <param name="Errors">The end of what it wrote to standard error.</param>
public sealed record ToolResult(int ExitCode, ReadOnlyMemory<byte> Output, string Errors);
