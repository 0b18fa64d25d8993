using System.Text.Json;
using DaprProcessing.Local.Runtime.Cel;
using DaprProcessing.Local.Runtime.Resources;

namespace DaprProcessing.Local.Runtime.Dispatch;

/// <summary>Chooses the route of a message: the first rule that matches.</summary>
internal sealed class MessageRouter
{
    private readonly (CelExpression? Match, string Path)[] _rules;

    /// <summary>Throws <see cref="ResourceException"/> where a rule's condition cannot be used.</summary>
    public MessageRouter(SubscriptionDefinition subscription) =>
        _rules = [.. subscription.Rules.Select(rule => (Parse(subscription, rule.Match), rule.Path))];

    /// <summary>Null where no rule matches and there is no default.</summary>
    public string? Route(ReadOnlyMemory<byte> envelope)
    {
        if (_rules[0].Match is null)
        {
            return _rules[0].Path;
        }

        using var document = JsonDocument.Parse(envelope, new JsonDocumentOptions { MaxDepth = 300 });
        foreach (var (match, path) in _rules)
        {
            if (match is null || match.Matches(document.RootElement))
            {
                return path;
            }
        }

        return null;
    }

    private static CelExpression? Parse(SubscriptionDefinition subscription, string? match)
    {
        try
        {
            return string.IsNullOrWhiteSpace(match) ? null : CelExpression.ParseEvent(match);
        }
        catch (CelException wrong)
        {
            throw new ResourceException(
                $"subscription to '{subscription.Topic}' of '{subscription.PubSubName}': match '{match}': {wrong.Message}", wrong);
        }
    }
}
