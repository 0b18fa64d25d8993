using System.IO.Pipelines;
using Google.Protobuf;

namespace Dapr.Protocol.Grpc;

/// <summary>Writes the response messages of one call, one flush each. Calls from several threads are put in a row.</summary>
internal sealed class GrpcMessageWriter(PipeWriter body) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async ValueTask WriteAsync(IMessage message)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            GrpcFrame.WriteHeader(body.GetSpan(GrpcFrame.HeaderLength), message.CalculateSize());
            body.Advance(GrpcFrame.HeaderLength);
            message.WriteTo(body);
            var flushed = await body.FlushAsync().ConfigureAwait(false);
            if (flushed.IsCompleted)
            {
                throw new OperationCanceledException("The caller closed the stream.");
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
