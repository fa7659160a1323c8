using App.Testing;
using Xunit;

[assembly: TestCollectionOrderer(typeof(SlowFirst))]
