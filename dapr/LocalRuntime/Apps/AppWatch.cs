using System.Net.Sockets;

namespace Dapr.LocalRuntime.Apps;

/// <summary>
/// Notices at once that an app is gone, without polling: it holds a connection that carries nothing, which the system closes when the
/// process ends. An app may also close it for being idle; then it is asked again, and that is how a quick restart is noticed.
/// </summary>
internal sealed class AppWatch(AppChannel channel, AppDiscovery discovery, TimeProvider time)
{
    private static readonly TimeSpan ReopenDelay = TimeSpan.FromMilliseconds(250);

    /// <summary>Ends when nobody listens on the app's port, or when it subscribes to something else.</summary>
    public async Task UntilGoneOrChangedAsync(string answer, CancellationToken cancellationToken)
    {
        while (true)
        {
            using (var socket = await channel.ConnectAsync(cancellationToken))
            {
                if (socket is null)
                {
                    return;
                }

                await UntilClosedAsync(socket, cancellationToken);
            }

            await Task.Delay(ReopenDelay, time, cancellationToken);
            if (await HasChangedAsync(answer, cancellationToken))
            {
                return;
            }
        }
    }

    private static async Task UntilClosedAsync(Socket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[512];
        try
        {
            while (await socket.ReceiveAsync(buffer, cancellationToken) > 0)
            {
                // A server that complains about the silence (408) closes right after.
            }
        }
        catch (SocketException)
        {
            // Reset instead of closed: the same news.
            return;
        }
    }

    private async Task<bool> HasChangedAsync(string answer, CancellationToken cancellationToken)
    {
        try
        {
            return await discovery.AskAsync(cancellationToken) != answer;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }
}
