using System.Reflection;
using Xunit;

namespace DaprProcessing.TestKit.Slow;

/// <summary>Rows of a theory, all of them <see cref="SlowTests"/>.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class SlowMemberDataAttribute : MemberDataAttributeBase
{
    /// <param name="memberName">A property of the test's class.</param>
    public SlowMemberDataAttribute(string memberName)
        : base(memberName, []) => Skip = SlowTests.Skipped;

    protected override object[] ConvertDataItem(MethodInfo testMethod, object item) => (object[])item;
}
