using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Dapr.JetStream.Client;

/// <summary>One socket's life: opened and greeted, then read until it ends. Never used again after a fault.</summary>
internal sealed class NatsLink : IDisposable
{
    private readonly Stream _stream;
    private readonly PipeReader _input;
    private readonly CancellationTokenSource _fault = new();
    private Exception? _cause;

    private NatsLink(Stream stream, ServerInfo info, NatsOptions options)
    {
        (_stream, Info) = (stream, info);
        _input = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 32 * 1024, leaveOpen: true));
        Output = new SendQueue(stream, options.SendBufferBytes, Fail);
    }

    public ServerInfo Info { get; private set; }

    public SendQueue Output { get; }

    /// <summary>Opens, upgrades to TLS where asked, sends CONNECT and waits for the first PONG.</summary>
    public static async Task<NatsLink> OpenAsync(NatsEndpoint endpoint, NatsOptions options, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(options.ConnectTimeout);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        NatsLink? link = null;
        try
        {
            await socket.ConnectAsync(endpoint.Host, endpoint.Port, timeout.Token).ConfigureAwait(false);
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            var (info, clean) = await ReadInfoAsync(stream, timeout.Token).ConfigureAwait(false);
            if (endpoint.RequireTls || options.RequireTls || info.TlsRequired)
            {
                stream = await NatsTls.UpgradeAsync(stream, endpoint, info, clean, options, timeout.Token).ConfigureAwait(false);
            }

            var connect = ConnectCommand.Build(endpoint, options, info, stream is SslStream);
            link = new NatsLink(stream, info, options);
            link.Output.TrySend(new LineFrame(connect));
            link.Output.TrySend(new LineFrame("PING"));
            await link.ReadUntilPongAsync(timeout.Token).ConfigureAwait(false);
            return link;
        }
        catch (Exception exception)
        {
            link?.Dispose();
            socket.Dispose();
            if (cancellationToken.IsCancellationRequested || Describe(exception, endpoint) is not { } described)
            {
                throw;
            }

            throw described;
        }
    }

    /// <summary>Hands every frame to <paramref name="onFrame"/> until the connection ends, then throws why.</summary>
    public async Task ReadAsync(Action<ServerFrame> onFrame, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _fault.Token);
        try
        {
            while (true)
            {
                await ReadSomeAsync(frame => Receive(frame, onFrame), ended.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_cause is not null)
        {
            throw new NatsConnectionException($"connection lost: {_cause.Message}", _cause);
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            throw new NatsConnectionException($"connection lost: {(_cause ?? exception).Message}", exception);
        }
    }

    /// <summary>Ends the link from outside the read loop, with the reason to report.</summary>
    public void Fail(Exception cause)
    {
        _cause ??= cause;
        try
        {
            _fault.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The read loop ended first and the link is already gone: nothing left to tell.
            return;
        }
    }

    public void Dispose()
    {
        Output.Close();
        _stream.Dispose();
        _fault.Dispose();
    }

    private async Task ReadUntilPongAsync(CancellationToken cancellationToken)
    {
        var greeted = false;
        while (!greeted)
        {
            await ReadSomeAsync(frame => greeted |= frame.Kind == ServerFrameKind.Pong || Greet(frame), cancellationToken).ConfigureAwait(false);
        }
    }

    private bool Greet(ServerFrame frame)
    {
        if (frame.Kind == ServerFrameKind.Error)
        {
            throw ToException(frame);
        }

        Receive(frame, static _ => { });
        return false;
    }

    private void Receive(ServerFrame frame, Action<ServerFrame> onFrame)
    {
        if (frame.Kind == ServerFrameKind.Ping)
        {
            Output.TrySend(new LineFrame("PONG"));
        }
        else if (frame.Kind == ServerFrameKind.Info)
        {
            Info = ServerInfo.Parse(frame.Argument.Span);
        }

        onFrame(frame);
    }

    private async Task ReadSomeAsync(Action<ServerFrame> onFrame, CancellationToken cancellationToken)
    {
        var read = await _input.ReadAsync(cancellationToken).ConfigureAwait(false);
        var buffer = read.Buffer;
        while (FrameParser.TryRead(ref buffer, out var frame))
        {
            onFrame(frame);
        }

        _input.AdvanceTo(buffer.Start, buffer.End);
        if (read.IsCompleted)
        {
            throw new NatsConnectionException("the server closed the connection");
        }
    }

    private static async Task<(ServerInfo Info, bool Clean)> ReadInfoAsync(Stream stream, CancellationToken cancellationToken)
    {
        // INFO is read byte by byte up to its line end: what follows belongs to TLS or to the next reader.
        var line = new List<byte>(512);
        var one = new byte[1];
        while (line.Count == 0 || line[^1] != '\n')
        {
            if (await stream.ReadAsync(one, cancellationToken).ConfigureAwait(false) == 0)
            {
                throw new NatsConnectionException("the server closed the connection before its greeting");
            }

            line.Add(one[0]);
            if (line.Count > FrameParser.MaxLineBytes)
            {
                throw new NatsProtocolException("the server's greeting does not end");
            }
        }

        var text = line.ToArray();
        return text.AsSpan().StartsWith("INFO "u8)
            ? (ServerInfo.Parse(text.AsSpan(5)), !((NetworkStream)stream).DataAvailable)
            : throw new NatsProtocolException($"not a NATS server: '{FrameParser.Printable(text)}'");
    }

    internal static NatsException ToException(ServerFrame error)
    {
        var text = Encoding.UTF8.GetString(error.Argument.Span).Trim().Trim('\'');
        return text.Contains("Authorization", StringComparison.OrdinalIgnoreCase) || text.Contains("Authentication", StringComparison.OrdinalIgnoreCase)
            ? new NatsAuthorizationException($"the server refused the credentials: {text}")
            : new NatsServerException(text);
    }

    private static NatsException? Describe(Exception exception, NatsEndpoint endpoint) => exception switch
    {
        NatsException => null,
        OperationCanceledException => new NatsConnectionException($"no answer from {endpoint} in time"),
        AuthenticationException => new NatsAuthorizationException($"TLS with {endpoint} failed: {exception.Message}", exception),
        SocketException or IOException or ObjectDisposedException => new NatsConnectionException($"cannot connect to {endpoint}: {exception.Message}", exception),
        _ => null,
    };
}
