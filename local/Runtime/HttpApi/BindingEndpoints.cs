using System.Text;
using System.Text.Json;
using DaprProcessing.Components;
using DaprProcessing.Local.Runtime.Apps;
using DaprProcessing.Local.Runtime.Operations;

namespace DaprProcessing.Local.Runtime.HttpApi;

/// <summary><c>/v1.0/bindings/{name}</c>.</summary>
internal static class BindingEndpoints
{
    private static readonly string[] Verbs = ["POST", "PUT"];

    public static void MapBindings(this IEndpointRouteBuilder routes, BindingInvoker bindings) =>
        routes.MapMethods("/v1.0/bindings/{name}", Verbs, context => InvokeAsync(context, bindings));

    private static async Task InvokeAsync(HttpContext context, BindingInvoker bindings)
    {
        var name = context.Name("name");
        using var document = await context.JsonAsync();
        var fields = new JsonFields(document.RootElement);
        var appId = context.App().AppId;
        var invocation = new BindingInvocation(
            fields.Text("operation") ?? "", Data(document.RootElement), fields.TextMap("metadata"));
        var result = await bindings.InvokeAsync(appId, name, invocation, context.RequestAborted);
        foreach (var (key, value) in result.Metadata)
        {
            // Header values are ASCII; what is not, such as an odd object key, is escaped.
            var isPlain = value.All(char.IsAscii) && !value.Any(char.IsControl);
            context.Response.Headers["metadata." + key] = isPlain ? value : Uri.EscapeDataString(value);
        }

        if (result.Data.IsEmpty)
        {
            context.Response.StatusCode = 204;
            return;
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = result.Data.Length;
        await context.Response.Body.WriteAsync(result.Data, context.RequestAborted);
    }

    // daprd hands a text to the component with its quotes, and every component of ours takes them off again.
    private static ReadOnlyMemory<byte> Data(JsonElement request) =>
        request.ValueKind != JsonValueKind.Object || !request.TryGetProperty("data", out var data) ? default
        : data.ValueKind == JsonValueKind.String ? Encoding.UTF8.GetBytes(data.GetString()!)
        : RequestReading.Doubles(data);
}
