using System.Text.Json;

namespace DaprProcessing.Gateway;

/// <summary>How JSON of callers is read: no key twice, no depth that nobody needs.</summary>
internal static class StrictJson
{
    public static JsonDocumentOptions Options { get; } = new() { MaxDepth = 8, AllowDuplicateProperties = false };
}
