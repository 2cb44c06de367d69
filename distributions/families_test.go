package distributions

// everyFamily holds at least one cell of each family and composition, easy and hard ones.
var everyFamily = []string{
	"25",
	"uniform(1; 3)", "uniform(-1e6; 1e-6)",
	"triangular(1; 3; 6)", "triangular(1; 1; 6)", "triangular(1; 6; 6)", "triangular(p15=80; mode=100; p85=150)",
	"pert(80; 100; 150)", "pert(0; 0; 1)", "pert(0.03; 0.1; 0.3)", "pert(1; 2; 30; 0.5)", "pert(1; 2; 30; 200)", "pert(p10=100; mode=150; p90=200)",
	"normal(mean=5; sd=3)", "normal(p10=1; p80=2)",
	"5 to 10", "lognormal(p10=2000; p90=20000)", "lognormal(mean=20; sd=35)", "lognormal(mu=0; sigma=4)", "lognormal(median=3; sigma=0.01)",
	"beta(alpha=2; beta=3)", "beta(alpha=0.3; beta=0.2)", "beta(alpha=2; beta=0.05)", "beta(alpha=500; beta=300; min=-5; max=5)",
	"beta(alpha=0.1; beta=0.2)", "beta(alpha=0.1; beta=3; min=-5; max=5) * -2", "beta(alpha=14; beta=16)", "beta(alpha=1e6; beta=1e6)", "beta(alpha=7; beta=3000)",
	"gamma(shape=2; scale=5)", "gamma(shape=0.1; scale=5)", "gamma(shape=1; scale=5)", "gamma(shape=2000; scale=5)", "gamma(shape=1e8; scale=1)", "gamma(shape=0.01; scale=1)", "gamma(mean=20; sd=5)",
	"weibull(shape=0.5; scale=3)", "weibull(shape=4; scale=3)", "weibull(shape=0.15; scale=3)", "exponential(mean=7)",
	"student_t(df=3; location=1; scale=2)", "student_t(df=1.5; location=0; scale=1)", "student_t(df=100; location=0; scale=1)",
	"pareto(min=1; alpha=2.5)", "pareto(min=1000; alpha=1.1)",
	"poisson(0.1)", "poisson(3)", "poisson(1000)", "poisson(300.5) * -0.3", "poisson(1000000)", "binomial(10000; 0.3)", "binomial(20; 0.3)", "binomial(1000000000; 0.000001)", "bernoulli(0.3)",
	"discrete(1: 0.2; 5: 0.5; 7: 0.3)", "discrete(-1: 0.333333; 0: 0.333333; 1: 0.333333)",
	"metalog(p10=1; p50=2; p90=4)", "metalog(p10=1; p50=2; p90=4; min=0)", "metalog(p10=1; p50=2; p90=4; max=10)", "metalog(p5=1; p50=2; p95=4; min=0; max=10)",
	"data(f.csv:x)", "data(runs.csv:hours)",
	"event(0.2; pert(20; 50; 110))", "event(1; uniform(0; 1))", "event(0; uniform(0; 1))",
	"mix(0.7: normal(mean=0; sd=1); 0.3: uniform(5; 6))", "mix(0.5: triangular(0; 1; 1); 0.5: triangular(1; 1; 2))",
	"mix(0.5: triangular(0; 0; 1); 0.5: triangular(1; 2; 2))", "mix(0.4: data(f.csv:x); 0.6: gamma(shape=0.5; scale=2))",
	"mix(0.3: poisson(2); 0.7: uniform(0; 5))", "mix(0.3: poisson(2); 0.7: discrete(1: 0.5; 9: 0.5))",
	"normal(mean=5; sd=3) trunc[1; 7]", "normal(mean=0; sd=1) trunc[5; ]", "normal(mean=0; sd=1) trunc[; -5]", "normal(mean=0; sd=1) trunc[-0.001; 0.001]",
	"pareto(min=1; alpha=0.5) trunc[; 1000]", "student_t(df=1; location=0; scale=1) trunc[-10; 100]", "poisson(3) trunc[1; 4]", "(5 to 10) trunc[6; ]",
	"event(0.2; pert(20; 50; 110)) trunc[; 60]", "data(f.csv:x) trunc[1.5; 5]",
	"event(20%; data(runs.csv:hours))", "mix(0.7: data(runs.csv:hours); 0.3: 5 to 10)", "data(runs.csv:hours) trunc[1; 7] * -2",
	"mix(0.2: 1; 0.2: 2; 0.2: 3; 0.2: 4; 0.2: 5 to 6)",
	"(5 to 10) * -2 + 100", "gamma(shape=2; scale=5) * -1", "poisson(3) * -2 + 1", "data(f.csv:x) * -2", "pert(1; 2; 3) * 1000 + 1000000",
	"event(0.3; (5 to 10) trunc[; 12] * 2) + 1",
	// the density rises by orders of magnitude behind the bound; atoms that scaling rounds; the last counts beside a thin tail; a
	// rounded end with a singular density
	"event(0.57; beta(alpha=7.2; beta=18.4)) trunc[0.0155; ]", "poisson(5.71) * 0.0562 + 0.06029", "poisson(0.3) * -6.37 + 42.24 trunc[4.02; ]",
	"mix(0.7: poisson(8.25); 0.3: student_t(df=5.53; location=2.307; scale=1.69))", "mix(0.09: poisson(0.8) * -0.0111 + 8.955; 0.91: pareto(min=1.25; alpha=5))",
	// what lies beyond a gap; poles inside of a mixture
	"event(0.3; pert(20; 50; 110)) trunc[1; ]", "mix(0.7: pert(20; 50; 110); 0.3: 200) trunc[; 120]", "mix(0.5: poisson(5000); 0.5: 3 to 5) trunc[; 376]",
	"event(0.544; gamma(shape=0.0493; scale=0.0273)) trunc[0; ]", "mix(0.23: normal(mean=-90; sd=7) trunc[; -60]; 0.77: gamma(shape=0.0227; scale=1.39))",
	"mix(0.5: metalog(p10=1; p50=2; p90=3); 0.5: poisson(8) * -0.3)", "event(0.5; beta(alpha=27; beta=0.25) * -0.09 + 0.0917)",
}
