using System.Text.Json.Nodes;

namespace DaprProcessing.Gateway.Compatibility;

/// <summary>The request ends with <c>{"detail":…}</c>: a text, or what is wrong with each field.</summary>
internal sealed class DetailException(int status, JsonNode detail) : Exception(detail.ToJsonString())
{
    public int Status { get; } = status;

    public JsonNode Detail { get; } = detail;

    public static DetailException Policy(string detail) => new(StatusCodes.Status422UnprocessableEntity, detail);

    public static DetailException Schema(IEnumerable<SchemaFault> faults) => new(
        StatusCodes.Status422UnprocessableEntity, new JsonArray([.. faults.Select(fault => (JsonNode)fault.ToJson())]));

    public static DetailException Schema(string type, string message, params object[] location) =>
        Schema([new SchemaFault(type, message, location)]);
}

/// <summary>One field that is not as it should be, in the words clients of the original know.</summary>
internal sealed record SchemaFault(string Type, string Message, object[] Location)
{
    public JsonObject ToJson() => new()
    {
        ["type"] = Type,
        ["loc"] = new JsonArray([.. Location.Select(part => JsonValue.Create(part))]),
        ["msg"] = Message,
    };
}
