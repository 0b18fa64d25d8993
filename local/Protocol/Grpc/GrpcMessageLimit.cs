namespace Dapr.Protocol.Grpc;

/// <summary>Endpoint metadata: the largest request message, in bytes, after decompression. Larger ones are answered RESOURCE_EXHAUSTED.</summary>
public sealed record GrpcMessageLimit(int Bytes);
