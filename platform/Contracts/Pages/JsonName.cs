using System.Text.Json;

namespace DaprProcessing.Contracts.Pages;

/// <summary>The name of a property, encoded once.</summary>
internal readonly struct JsonName(string name)
{
    public JsonEncodedText Encoded { get; } = JsonEncodedText.Encode(name);

    /// <summary>The property at hand has this name; the reader stands on its value then.</summary>
    public bool Begins(ref Utf8JsonReader reader) => reader.ValueTextEquals(Encoded.EncodedUtf8Bytes) && reader.Read();
}
