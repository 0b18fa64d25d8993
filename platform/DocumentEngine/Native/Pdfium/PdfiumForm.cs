using System.Runtime.InteropServices;

namespace DaprProcessing.DocumentEngine.Native.Pdfium;

/// <summary>The fields of a document's form, which may have their value and kind from a field above them.</summary>
internal static unsafe partial class PdfiumForm
{
    private const string Library = PdfiumLibrary.Name;

    public const int NoField = -1;
    public const int CheckBox = 2;
    public const int RadioButton = 3;
    public const int ComboBox = 4;
    public const int ListBox = 5;
    public const int TextField = 6;

    /// <summary>Of a field's flags: nobody is to read its value.</summary>
    public const int Password = 1 << 13;

    /// <param name="callbacks">A version number and the caller's functions, all of which may be missing; to be kept.</param>
    [LibraryImport(Library, EntryPoint = "FPDFDOC_InitFormFillEnvironment")]
    public static partial nint Open(nint document, void* callbacks);

    [LibraryImport(Library, EntryPoint = "FPDFDOC_ExitFormFillEnvironment")]
    public static partial void Close(nint form);

    [LibraryImport(Library, EntryPoint = "FPDFAnnot_GetFormFieldType")]
    public static partial int FieldType(nint form, nint annotation);

    [LibraryImport(Library, EntryPoint = "FPDFAnnot_GetFormFieldFlags")]
    public static partial int FieldFlags(nint form, nint annotation);

    [LibraryImport(Library, EntryPoint = "FPDFAnnot_GetOptionCount")]
    public static partial int OptionCount(nint form, nint annotation);

    [LibraryImport(Library, EntryPoint = "FPDFAnnot_IsOptionSelected")]
    public static partial int IsSelected(nint form, nint annotation, int index);

    /// <summary>What a reader sees of it: its value may be a code.</summary>
    [LibraryImport(Library, EntryPoint = "FPDFAnnot_GetOptionLabel")]
    public static partial uint OptionLabel(nint form, nint annotation, int index, char* buffer, uint bytes);

    [LibraryImport(Library, EntryPoint = "FPDFAnnot_GetFormFieldValue")]
    public static partial uint FieldValue(nint form, nint annotation, char* buffer, uint bytes);
}
