using System.IO.MemoryMappedFiles;

namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>The bytes of a file of up to 2 GiB, without reading it into memory.</summary>
internal static unsafe class MappedFile
{
    public delegate T Look<T>(ReadOnlySpan<byte> file);

    public static T Read<T>(string path, Look<T> look)
    {
        using var mapped = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        using var view = mapped.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* first = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref first);
        try
        {
            return look(new ReadOnlySpan<byte>(first, (int)Math.Min(int.MaxValue, new FileInfo(path).Length)));
        }
        finally
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }
}
