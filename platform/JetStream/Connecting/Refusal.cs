using System.Security.Authentication;
using NATS.Client.Core;

namespace DaprProcessing.JetStream;

/// <summary>Tells a server that will not have us, however often it is asked, from one that is away.</summary>
internal static class Refusal
{
    /// <summary>What is wrong, without secrets; null where another attempt may succeed.</summary>
    public static string? Find(Exception? fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case NatsServerException { IsAuthError: true }:
                    return "the server refused the credentials or the client certificate";
                case AuthenticationException:
                    return $"TLS: {cause.Message}";
                case NatsException when cause.Message.Contains("TlsMode", StringComparison.Ordinal):
                    return "TLS is required, the server does not offer it";
            }
        }

        return null;
    }
}
