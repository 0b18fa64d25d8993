using System.Buffers;
using System.Text.Json;

namespace DaprProcessing.Local.Runtime.CloudEvents;

/// <summary>The envelope an app with a raw-payload subscription gets around bytes that are not a CloudEvent.</summary>
internal static class RawEnvelope
{
    public static ReadOnlyMemory<byte> Wrap(string pubSubName, string topic, ReadOnlyMemory<byte> data)
    {
        var buffer = new ArrayBufferWriter<byte>((data.Length * 4 / 3) + 256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("id"u8, Guid.NewGuid().ToString());
            json.WriteString("specversion"u8, "1.0"u8);
            json.WriteString("source"u8, "Dapr"u8);
            json.WriteString("type"u8, "com.dapr.event.sent"u8);
            json.WriteString("datacontenttype"u8, "application/octet-stream"u8);
            json.WriteString("pubsubname"u8, pubSubName);
            json.WriteString("topic"u8, topic);
            json.WriteBase64String("data_base64"u8, data.Span);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
