/** In colour wherever the tests run: what draws looks at this when it is imported. */
process.env.FORCE_COLOR = '1';
