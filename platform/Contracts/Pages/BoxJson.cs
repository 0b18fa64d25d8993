using System.Text.Json;
using System.Text.Json.Serialization;

namespace DaprProcessing.Contracts.Pages;

/// <summary>Boxes as JSON, <c>{"l":54,"t":36.42,"r":67.34,"b":51}</c>: there are as many as words.</summary>
public sealed class BoxJson : JsonConverter<Box>
{
    private static readonly JsonName Left = new("l");
    private static readonly JsonName Top = new("t");
    private static readonly JsonName Right = new("r");
    private static readonly JsonName Bottom = new("b");

    public override Box Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public override void Write(Utf8JsonWriter writer, Box value, JsonSerializerOptions options) => Write(writer, value);

    internal static Box Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A box is an object.");
        }

        var (left, top, right, bottom) = (0.0, 0.0, 0.0, 0.0);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Left.Begins(ref reader))
            {
                left = reader.GetDouble();
            }
            else if (Top.Begins(ref reader))
            {
                top = reader.GetDouble();
            }
            else if (Right.Begins(ref reader))
            {
                right = reader.GetDouble();
            }
            else if (Bottom.Begins(ref reader))
            {
                bottom = reader.GetDouble();
            }
            else
            {
                reader.Skip();
            }
        }

        return new Box(left, top, right, bottom);
    }

    internal static void Write(Utf8JsonWriter writer, Box box)
    {
        writer.WriteStartObject();
        JsonLength.Write(writer, Left, box.L);
        JsonLength.Write(writer, Top, box.T);
        JsonLength.Write(writer, Right, box.R);
        JsonLength.Write(writer, Bottom, box.B);
        writer.WriteEndObject();
    }
}
