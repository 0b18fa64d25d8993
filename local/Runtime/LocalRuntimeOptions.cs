using DaprProcessing.Local.Runtime.Loading;
using DaprProcessing.Local.Runtime.Workflows;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Local.Runtime;

/// <summary>What one runtime serves and where it keeps its state.</summary>
public sealed record LocalRuntimeOptions
{
    public const long DefaultMaxBodySizeBytes = 4 << 20;

    /// <summary>Folders of component files.</summary>
    public IReadOnlyList<string> ResourcesPaths { get; init; } = [];

    /// <summary>Where the sockets of pluggable components are; null for none.</summary>
    public string? ComponentSocketsFolder { get; init; }

    /// <summary>Everything durable: workflows, and the files of components with relative paths.</summary>
    public string StateDirectory { get; init; } = "var/dapr";

    public required IReadOnlyList<AppOptions> Apps { get; init; }

    /// <summary>
    /// App ids served by other runtimes, with the HTTP address of each; invocations are handed on to them, with this runtime's
    /// API token.
    /// </summary>
    public IReadOnlyDictionary<string, Uri> Peers { get; init; } = new Dictionary<string, Uri>();

    /// <summary>What callers must send as <c>dapr-api-token</c>; null asks for nothing.</summary>
    public string? DaprApiToken { get; init; }

    /// <summary>The largest request body; larger ones get 400 or RESOURCE_EXHAUSTED.</summary>
    public long MaxBodySizeBytes { get; init; } = DefaultMaxBodySizeBytes;

    /// <summary>How long ended workflows are kept.</summary>
    public WorkflowRetention WorkflowRetention { get; init; } = new();

    /// <summary>
    /// Asked with a workflow's id at each start, by tests: yes loses it, as daprd does whose scheduler is away.
    /// </summary>
    public Func<string, bool>? LosesWorkflowStart { get; init; }

    /// <summary>Adds component types, or replaces built-in ones.</summary>
    public Action<ComponentRegistry>? ConfigureComponents { get; init; }

    public ILoggerFactory? LoggerFactory { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
