using System.Globalization;
using System.Text.RegularExpressions;

namespace DaprProcessing.Charts.Tests.Checks.Scheduling;

/// <summary>A node's devices in a ResourceSlice; those of one node are alike here.</summary>
/// <param name="Mebibytes">Memory of each.</param>
internal sealed partial record Device(string Driver, string Product, int Mebibytes, int Count = 1)
{
    /// <summary>The three forms of CEL expression that the chart writes, and no others.</summary>
    public bool Fits(string expression)
    {
        if (OfDriver().Match(expression) is { Success: true } driver)
        {
            return driver.Groups[1].Value == Driver;
        }

        if (OfMemory().Match(expression) is { Success: true } memory)
        {
            // An attribute of another driver's is none: the expression fails, and the device is left out.
            return memory.Groups[1].Value == Driver
                && Mebibytes >= int.Parse(memory.Groups[2].Value, CultureInfo.InvariantCulture) * UnitOf(memory.Groups[3].Value);
        }

        return OfProduct().Match(expression) is { Success: true } product
            ? product.Groups[1].Value == Driver
                && product.Groups[2].Value.Split(',').Select(name => name.Trim('"')).Contains(Product)
            : throw new InvalidOperationException($"expression {expression}");
    }

    private static int UnitOf(string suffix) => suffix switch { "Mi" => 1, "Gi" => 1024, _ => 1024 * 1024 };

    [GeneratedRegex("^device\\.driver == \"([^\"]+)\"$")]
    private static partial Regex OfDriver();

    [GeneratedRegex("^device\\.capacity\\[\"([^\"]+)\"\\]\\.memory\\.compareTo\\(quantity\\(\"(\\d+)(Mi|Gi|Ti)\"\\)\\) >= 0$")]
    private static partial Regex OfMemory();

    [GeneratedRegex("^device\\.attributes\\[\"([^\"]+)\"\\]\\.productName in \\[(.+)\\]$")]
    private static partial Regex OfProduct();
}
