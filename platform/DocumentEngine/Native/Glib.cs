using System.Runtime.InteropServices;

namespace DaprProcessing.DocumentEngine.Native;

internal static unsafe partial class Glib
{
    private const string Library = "libglib-2.0.so.0";

    [StructLayout(LayoutKind.Sequential)]
    public struct Error
    {
        public uint Domain;
        public int Code;
        public byte* Message;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct List
    {
        public nint Data;
        public List* Next;
        public List* Previous;
    }

    [LibraryImport(Library, EntryPoint = "g_free")]
    public static partial void Free(void* memory);

    [LibraryImport(Library, EntryPoint = "g_error_free")]
    public static partial void FreeError(Error* error);

    [LibraryImport(Library, EntryPoint = "g_filename_to_uri", StringMarshalling = StringMarshalling.Utf8)]
    public static partial byte* FileNameToUri(string path, nint hostName, nint error);

    [LibraryImport("libgobject-2.0.so.0", EntryPoint = "g_object_unref")]
    public static partial void Unreference(nint instance);
}
