using System.Text.Json;
using System.Text.Json.Serialization;

namespace DaprProcessing.Contracts.Pages;

/// <summary>
/// Words as JSON, without what most of them have alike. A page has a thousand, and the serializer's own way for a record with a
/// long constructor, which boxes every number, was a fifth of what reading a book costs.
/// </summary>
public sealed class PageWordJson : JsonConverter<PageWord>
{
    private static readonly JsonName Text = new("text");
    private static readonly JsonName Box = new("box");
    private static readonly JsonName Font = new("font");
    private static readonly JsonName SizePt = new("sizePt");
    private static readonly JsonName EndsLine = new("endsLine");
    private static readonly JsonName SpaceAfter = new("spaceAfter");
    private static readonly JsonName Color = new("color");
    private static readonly JsonName AngleDeg = new("angleDeg");
    private static readonly JsonName Hidden = new("hidden");
    private static readonly JsonName Tag = new("tag");

    public override PageWord Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var (text, box, font, size) = (default(string), default(Box), 0, 0.0);
        var (endsLine, spaceAfter, color, angle, hidden, tag) = (false, true, 0, 0, false, 0);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Text.Begins(ref reader))
            {
                text = reader.GetString();
            }
            else if (Box.Begins(ref reader))
            {
                box = BoxJson.Read(ref reader);
            }
            else if (Font.Begins(ref reader))
            {
                font = reader.GetInt32();
            }
            else if (SizePt.Begins(ref reader))
            {
                size = reader.GetDouble();
            }
            else if (EndsLine.Begins(ref reader))
            {
                endsLine = reader.GetBoolean();
            }
            else if (SpaceAfter.Begins(ref reader))
            {
                spaceAfter = reader.GetBoolean();
            }
            else if (Color.Begins(ref reader))
            {
                color = reader.GetInt32();
            }
            else if (AngleDeg.Begins(ref reader))
            {
                angle = reader.GetInt32();
            }
            else if (Hidden.Begins(ref reader))
            {
                hidden = reader.GetBoolean();
            }
            else if (Tag.Begins(ref reader))
            {
                tag = reader.GetInt32();
            }
            else
            {
                reader.Skip();
            }
        }

        return new PageWord(text ?? throw new JsonException("A word has no text."), box, font, size, endsLine, spaceAfter)
        {
            Color = color, AngleDeg = angle, Hidden = hidden, Tag = tag,
        };
    }

    public override void Write(Utf8JsonWriter writer, PageWord value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString(Text.Encoded, value.Text);
        writer.WritePropertyName(Box.Encoded);
        BoxJson.Write(writer, value.Box);
        writer.WriteNumber(Font.Encoded, value.Font);
        JsonLength.Write(writer, SizePt, value.SizePt);
        WriteUnless(false, value.EndsLine, EndsLine);
        WriteUnless(true, value.SpaceAfter, SpaceAfter);
        WriteUnlessZero(value.Color, Color);
        WriteUnlessZero(value.AngleDeg, AngleDeg);
        WriteUnless(false, value.Hidden, Hidden);
        WriteUnlessZero(value.Tag, Tag);
        writer.WriteEndObject();

        void WriteUnless(bool usual, bool given, JsonName name)
        {
            if (given != usual)
            {
                writer.WriteBoolean(name.Encoded, given);
            }
        }

        void WriteUnlessZero(int given, JsonName name)
        {
            if (given != 0)
            {
                writer.WriteNumber(name.Encoded, given);
            }
        }
    }
}
