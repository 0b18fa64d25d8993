using System.Net.Sockets;
using DaprProcessing.Local.Runtime.Loading;
using DaprProcessing.Local.Runtime.Resources;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Reflection.V1Alpha;

namespace DaprProcessing.Local.Runtime.Pluggable;

/// <summary>
/// Components that are programs of their own: each socket in the folder is asked, by server reflection, what it serves. Its name
/// is the type's.
/// </summary>
internal static partial class PluggableComponents
{
    private const string PubSubService = "dapr.proto.components.v1.PubSub";

    // A component listens before it has everything compiled that it answers with.
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(20);

    /// <summary>
    /// A socket whose program was ended hard stays in the folder: it is passed over, and a component of its type is refused by
    /// name. Throws <see cref="ResourceException"/> for a socket whose program listens and does not say what it serves.
    /// </summary>
    public static async Task RegisterAsync(
        ComponentRegistry registry, string folder, string appId, ILogger logger, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var socket in Directory.GetFiles(folder, "*.sock").Order(StringComparer.Ordinal))
        {
            if (!await IsListenedOnAsync(socket, cancellationToken))
            {
                LogLeftBehind(logger, socket);
            }
            else if (await ServesPubSubAsync(socket, cancellationToken))
            {
                registry.Register(
                    $"pubsub.{Path.GetFileNameWithoutExtension(socket)}",
                    context => new PluggablePubSub(OpenChannel(socket), appId, context.LoggerFactory));
            }
        }
    }

    private static async Task<bool> IsListenedOnAsync(string socket, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await ConnectAsync(socket, cancellationToken);
            return true;
        }
        catch (SocketException failure) when (failure.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return false;
        }
    }

    private static async Task<bool> ServesPubSubAsync(string socket, CancellationToken cancellationToken)
    {
        using var channel = OpenChannel(socket);
        try
        {
            using var call = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo(
                deadline: DateTime.UtcNow + AnswerTimeout, cancellationToken: cancellationToken);
            await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "*" }, cancellationToken);
            return await call.ResponseStream.MoveNext(cancellationToken)
                && call.ResponseStream.Current.ListServicesResponse?.Service.Any(
                    service => service.Name == PubSubService) == true;
        }
        catch (Exception failure) when (BrokenCall.Is(failure))
        {
            throw new ResourceException(
                $"the component at {socket} does not say what it serves: {BrokenCall.ReasonOf(failure)}", failure);
        }
    }

    private static GrpcChannel OpenChannel(string socket) => GrpcChannel.ForAddress("http://component", new GrpcChannelOptions
    {
        HttpHandler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) => await ConnectAsync(socket, cancellationToken),
        },
        DisposeHttpClient = true,
    });

    private static async Task<Stream> ConnectAsync(string socket, CancellationToken cancellationToken)
    {
        var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellationToken);
            return new NetworkStream(connection, ownsSocket: true);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Socket} was left behind by a component that has ended: it is passed over")]
    private static partial void LogLeftBehind(ILogger logger, string socket);
}
