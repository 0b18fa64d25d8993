using System.Security.Cryptography;
using System.Text;

namespace Dapr.Workflow.Replay;

/// <summary>Version 5 UUIDs (RFC 9562): the same name in the same namespace gives the same id, here and in the published SDK.</summary>
internal static class NameBasedGuid
{
    // The published SDK's namespace for instance ids that are no UUIDs: a running instance keeps its ids whichever SDK replays it.
    private static readonly Guid InstanceIdNamespace = new("6f927a2e-9c7e-4a1d-9b8d-7a86f2e7f62f");

    /// <summary>The namespace of an execution: its id where that is a UUID, else one derived from it.</summary>
    public static Guid NamespaceOf(string executionOrInstanceId) =>
        Guid.TryParse(executionOrInstanceId, out var id) ? id : Create(InstanceIdNamespace, executionOrInstanceId);

    public static Guid Create(Guid namespaceId, string name)
    {
        Span<byte> input = stackalloc byte[512];
        var length = 16 + Encoding.UTF8.GetByteCount(name);
        if (length > input.Length)
            input = new byte[length];
        namespaceId.TryWriteBytes(input, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, input[16..]);

        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        HashName(input[..length], hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

#pragma warning disable CA5350 // SHA-1 is what version 5 is defined by; nothing here relies on its strength.
    private static void HashName(ReadOnlySpan<byte> input, Span<byte> hash) => SHA1.HashData(input, hash);
#pragma warning restore CA5350
}
