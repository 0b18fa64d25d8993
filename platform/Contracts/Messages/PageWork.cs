using System.Collections.Immutable;
using System.Text.Json;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.Contracts.Messages;

/// <summary>One page of a chunk and what the stages have made of it so far.</summary>
/// <param name="PageNo">1-based.</param>
/// <param name="Failure">Set once the page has failed: later stages pass it on untouched.</param>
public sealed record PageWork(int PageNo, PageFailure? Failure = null)
{
    /// <summary>What stages made of the page, by a name that the type of the output says (<c>image</c>, <c>text</c> …).</summary>
    public ImmutableSortedDictionary<string, PageOutput> Outputs { get; init; } = ImmutableSortedDictionary<string,
    PageOutput>.Empty;

    public PageOutput? Output(string name) => Outputs.GetValueOrDefault(name);

    public PageWork With(string name, PageOutput output) => this with { Outputs = Outputs.SetItem(name, output) };

    /// <summary>What callers are told of each output, by its name.</summary>
    public Dictionary<string, JsonElement> Facts() => Outputs.Where(output => output.Value.Facts is not null)
        .ToDictionary(output => output.Key, output => output.Value.Facts!.Value);

    /// <summary>The page with the facts of an output only: what nobody reads any more need not travel on.</summary>
    public PageWork WithoutContent(string name) =>
        Output(name) is { Content: not null } output ? With(name, output with { Content = null }) : this;
}

/// <param name="Stage">The stage in which the page failed.</param>
public sealed record PageFailure(string Stage, Failure Failure);
