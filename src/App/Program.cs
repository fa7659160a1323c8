using App.Data.Providers;
using App.Features.Accounts;
using App.Features.CommandCenter;
using App.Hosting;
using App.Layout;

SqliteNative.Initialize();
var builder = WebApplication.CreateBuilder(args);

// Files of packages are served from the build output too, not only in Development or once published.
builder.WebHost.UseStaticWebAssets();
try
{
    builder.AddBallast();
    builder.Services.AddAccounts();
}
catch (FormatException fault)
{
    // A wrong setting stops the start with its key and what is allowed, not with a stack trace.
    await Console.Error.WriteLineAsync($"Ballast cannot start. {fault.Message}");
    return 2;
}

var app = builder.Build();
await app.PrepareAsync();
app.UseBallast();
app.MapStaticAssets();
app.MapApi();
app.MapTheme();
app.MapAccountPages();
app.MapPositionDownload();
app.MapRazorComponents<Document>().AddInteractiveServerRenderMode();
await app.RunAsync();
return 0;

/// <summary>The host, named for the tests that start it in their own process.</summary>
internal sealed partial class Program;
