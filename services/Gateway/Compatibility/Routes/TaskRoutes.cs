using System.Globalization;
using System.Text.Json.Nodes;
using DaprProcessing.Gateway.Compatibility.Results;
using DaprProcessing.Gateway.Compatibility.Tasks;
using DaprProcessing.Gateway.Tenants;

namespace DaprProcessing.Gateway.Compatibility.Routes;

/// <summary>Looks after tasks: how far one is, its result, and removing what is finished.</summary>
internal static class TaskRoutes
{
    public static void MapTasks(this IEndpointRouteBuilder v1)
    {
        v1.MapGet("/status/poll/{id}", PollAsync).WithName("docling.poll").WithSummary("How far a task is");
        v1.MapGet("/result/{id}", ResultAsync).WithName("docling.result").WithSummary("The result of a task");
        v1.MapGet("/clear/results", ClearAsync).WithName("docling.clearResults").WithSummary("Remove finished tasks");
        // There is nothing to clear: engines are kept by the stages, within their own limits.
        v1.MapGet("/clear/converters", (Tenant _) => Json(new JsonObject { ["status"] = "ok" }))
            .WithName("docling.clearConverters").WithSummary("Does nothing: there are no converters to clear");
    }

    /// <param name="wait">Seconds, any number; unlike the original's, it waits.</param>
    private static async Task<IResult> PollAsync(
        Tenant tenant, string id, string? wait, TaskStore tasks, TaskWatcher watcher, CancellationToken cancellationToken)
    {
        var seconds = Seconds("wait", wait, 0);
        var task = await tasks.FindAsync(tenant, id, cancellationToken);
        return Json((await watcher.WaitAsync(task, TimeSpan.FromSeconds(seconds), cancellationToken)).ToJson());
    }

    private static async Task ResultAsync(
        Tenant tenant, string id, HttpContext context, TaskStore tasks, TaskWatcher watcher, TaskAnswer answer,
        CancellationToken cancellationToken)
    {
        var task = await tasks.FindAsync(tenant, id, cancellationToken);
        await answer.WriteAsync(context.Response, await watcher.LookAsync(task, cancellationToken), cancellationToken);
    }

    private static async Task<IResult> ClearAsync(
        Tenant tenant, HttpContext context, string? older_then, TaskCleaner cleaner, CancellationToken cancellationToken)
    {
        // A page that names this address as a picture must not remove its reader's results.
        if (context.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site")
        {
            throw new DetailException(StatusCodes.Status403Forbidden, "Pages of other sites may not change anything here.");
        }

        await cleaner.ClearAsync(tenant, TimeSpan.FromSeconds(Seconds("older_then", older_then, 3600)), cancellationToken);
        return Json(new JsonObject { ["status"] = "ok" });
    }

    private static double Seconds(string name, string? text, double standard) => text is null ? standard
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && double.IsFinite(seconds)
            ? Math.Clamp(seconds, 0, 1e9)
            : throw DetailException.Schema(
                "float_parsing", "Input should be a valid number, unable to parse string as a number", "query", name);

    private static IResult Json(JsonObject json) =>
        Microsoft.AspNetCore.Http.Results.Json(json, Wire.Options, "application/json");
}
