using Microsoft.Extensions.Logging;

namespace DaprProcessing.Local.Runtime.Loading;

/// <summary>What the runtime offers to the components it creates.</summary>
/// <param name="StateDirectory">Where a component may keep files of its own.</param>
/// <param name="HttpBaseAddress">The runtime's own HTTP address on loopback, known once it listens.</param>
/// <param name="MaxBodySizeBytes">The largest message that can be answered; larger objects need a presigned URL.</param>
public sealed record ComponentContext(
    ILoggerFactory LoggerFactory, TimeProvider Time, string StateDirectory, Func<Uri> HttpBaseAddress, long MaxBodySizeBytes);
