using System.Text.Json;

namespace DaprProcessing.Local.Runtime.Cel;

/// <summary>
/// A condition in the part of the Common Expression Language that routing rules and circuit breakers use. Anything else is refused when
/// the file is loaded, never when a message arrives.
/// </summary>
internal sealed class CelExpression
{
    private const int MaxLength = 4096;
    private static readonly HashSet<string> EventVariables = ["event"];

    private readonly CelNode _root;

    private CelExpression(CelNode root) => _root = root;

    /// <summary>Parses a routing rule's condition, over <c>event</c>.</summary>
    public static CelExpression ParseEvent(string source) => Parse(source, EventVariables);

    public static CelExpression Parse(string source, IReadOnlySet<string> variables) => source.Length > MaxLength
        ? throw new CelException($"longer than {MaxLength} characters")
        : new CelExpression(new CelParser(CelLexer.Split(source), variables).ParseWhole());

    /// <summary>False also where the condition names a field the event does not have.</summary>
    public bool Matches(JsonElement cloudEvent) => _root.Evaluate(_ => cloudEvent) is true;

    public bool Matches(Func<string, object?> variables) => _root.Evaluate(variables) is true;
}
