using System.Runtime.CompilerServices;
using Bunit;

namespace ComponentTests;

/// <summary>Waits end when what is waited for comes; the limit is for machines that have other things to do.</summary>
internal static class Patience
{
    [ModuleInitializer]
    internal static void Set() => BunitContext.DefaultWaitTimeout = TimeSpan.FromSeconds(10);
}
