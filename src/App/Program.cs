using App.Data.Providers;
using App.Features.Accounts;
using App.Features.CommandCenter;
using App.Hosting;
using App.Layout;

SqliteNative.Initialize();
var builder = WebApplication.CreateBuilder(args);

// Files of packages are served from the build output too, not only in Development or once published.
builder.WebHost.UseStaticWebAssets();
builder.AddBallast();
builder.Services.AddAccounts();

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

/// <summary>The host, named for the tests that start it in their own process.</summary>
internal sealed partial class Program;
