using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using DaprProcessing.Gateway.Compatibility.Tasks;
using DaprProcessing.Gateway.Tenants;

namespace DaprProcessing.Gateway.Compatibility.Routes;

/// <summary>Tells a task's changes over a websocket, to its end.</summary>
internal static class TaskSocket
{
    private const int FrameBytes = 1024;

    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    public static void MapTaskSocket(this IEndpointRouteBuilder v1) =>
        v1.MapGet("/status/ws/{id}", HandleAsync).WithName("docling.socket").WithSummary("A task's changes, as a websocket");

    private static async Task HandleAsync(
        Tenant tenant, string id, HttpContext context, TaskStore tasks, TaskWatcher watcher, CancellationToken cancellationToken)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            throw new DetailException(StatusCodes.Status404NotFound, "Not Found");
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var listening = ListenAsync(socket, gone, closing.Token);
        try
        {
            await TellAsync(socket, tenant, id, tasks, watcher, gone.Token);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException)
        {
            // The client is gone; its task goes on.
        }

        closing.CancelAfter(CloseTimeout);
        await listening;
    }

    private static async Task TellAsync(
        WebSocket socket, Tenant tenant, string id, TaskStore tasks, TaskWatcher watcher, CancellationToken cancellationToken)
    {
        ConversionTask task;
        try
        {
            task = await tasks.FindAsync(tenant, id, cancellationToken);
        }
        catch (DetailException error)
        {
            await SendAsync(socket, "error", null, error.Detail.GetValue<string>(), cancellationToken);
            return;
        }

        var message = "connection";
        await foreach (var state in watcher.ChangesAsync(task, cancellationToken))
        {
            if (message == "connection")
            {
                await SendAsync(socket, message, state, null, cancellationToken);
            }

            message = "update";
            await SendAsync(socket, message, state, null, cancellationToken);
        }
    }

    // What the client says is read and means nothing: it hears of every change as it is.
    private static async Task ListenAsync(WebSocket socket, CancellationTokenSource gone, CancellationToken cancellationToken)
    {
        var buffer = new byte[FrameBytes];
        try
        {
            ValueWebSocketReceiveResult frame;
            do
            {
                frame = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            }
            while (frame.MessageType != WebSocketMessageType.Close);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException)
        {
            // Cut off, or the client does not answer our close.
        }

        await gone.CancelAsync();
    }

    private static async Task SendAsync(
        WebSocket socket, string message, TaskState? state, string? error, CancellationToken cancellationToken)
    {
        var frame = new JsonObject { ["message"] = message, ["task"] = state?.ToJson(), ["error"] = error };
        await socket.SendAsync(
            JsonSerializer.SerializeToUtf8Bytes(frame, Wire.Options), WebSocketMessageType.Text, endOfMessage: true,
            cancellationToken);
    }
}
