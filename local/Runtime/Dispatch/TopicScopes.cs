using DaprProcessing.Local.Components;

namespace DaprProcessing.Local.Runtime.Dispatch;

/// <summary>Who may publish and subscribe to what: <c>allowedTopics</c>, <c>protectedTopics</c>, <c>publishingScopes</c>, <c>subscriptionScopes</c>.</summary>
internal static class TopicScopes
{
    public static bool MayPublish(ComponentMetadata pubSub, string appId, string topic) => May(pubSub, "publishingScopes", appId, topic);

    public static bool MaySubscribe(ComponentMetadata pubSub, string appId, string topic) => May(pubSub, "subscriptionScopes", appId, topic);

    private static bool May(ComponentMetadata pubSub, string scopesKey, string appId, string topic)
    {
        if (pubSub.Get("allowedTopics") is { Length: > 0 } allowed && !Split(allowed, ',').Contains(topic))
        {
            return false;
        }

        var isProtected = pubSub.Get("protectedTopics") is { Length: > 0 } protectedTopics && Split(protectedTopics, ',').Contains(topic);
        var scope = pubSub.Get(scopesKey) is { Length: > 0 } scopes ? ScopeOf(scopes, appId) : null;
        return scope?.Contains(topic) ?? !isProtected;
    }

    // app1=topic1,topic2;app2= : an app that is not named may use every topic that is not protected.
    private static string[]? ScopeOf(string scopes, string appId)
    {
        foreach (var scope in Split(scopes, ';'))
        {
            var equals = scope.IndexOf('=');
            if (equals > 0 && scope[..equals].Trim() == appId)
            {
                return Split(scope[(equals + 1)..], ',');
            }
        }

        return null;
    }

    private static string[] Split(string text, char separator) =>
        text.Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
