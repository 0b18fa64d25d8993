using System.Runtime.InteropServices;
using DaprProcessing.DocumentEngine.Description;
using DaprProcessing.DocumentEngine.Native.Pdfium;

namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>The values of a document's form fields, also where a field has its value from the one above it.</summary>
internal sealed unsafe class FormFields : IDisposable
{
    /// <summary>More than any version of the table of callbacks has.</summary>
    private const int CallbackBytes = 1024;

    private const int MaxChars = 4_000;

    private readonly void* _callbacks = NativeMemory.AllocZeroed(CallbackBytes);
    private readonly nint _form;

    /// <param name="document">PDFium's; to be closed after this.</param>
    public FormFields(nint document)
    {
        // Builds that know XFA want the second version; each takes the table without any callback.
        for (var version = 1; version <= 2 && _form == 0; version++)
        {
            *(int*)_callbacks = version;
            _form = PdfiumForm.Open(document, _callbacks);
        }
    }

    /// <returns>Null where it is empty, is no text, or is not to be read.</returns>
    public string? ValueOf(nint widget) =>
        _form != 0
        && PdfiumForm.FieldType(_form, widget) is PdfiumForm.TextField or PdfiumForm.ComboBox or PdfiumForm.ListBox
        && (PdfiumForm.FieldFlags(_form, widget) & PdfiumForm.Password) == 0
            ? NativeText.Utf16((buffer, bytes) => PdfiumForm.FieldValue(_form, widget, buffer, bytes), MaxChars) : null;

    public void Dispose()
    {
        if (_form != 0)
        {
            PdfiumForm.Close(_form);
        }

        NativeMemory.Free(_callbacks);
    }
}
