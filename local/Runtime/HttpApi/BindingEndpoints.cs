using DaprProcessing.Local.Components;
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
        var data = document.RootElement.ValueKind == System.Text.Json.JsonValueKind.Object
            && document.RootElement.TryGetProperty("data", out var found) ? found : default;
        var appId = context.App().AppId;
        var invocation = new BindingInvocation(fields.Text("operation") ?? "", bindings.FromJson(appId, name, data), fields.TextMap("metadata"));
        var result = await bindings.InvokeAsync(appId, name, invocation, context.RequestAborted);
        foreach (var (key, value) in result.Metadata)
        {
            // Header values are ASCII; what is not, such as an odd object key, is escaped.
            context.Response.Headers["metadata." + key] = value.All(char.IsAscii) && !value.Any(char.IsControl) ? value : Uri.EscapeDataString(value);
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
}
